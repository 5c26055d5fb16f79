-- What Prisma's schema language cannot say.

-- An evaluation that is done is written once; the same inputs are not computed twice.
CREATE TRIGGER "Evaluation_done" BEFORE UPDATE OR DELETE ON "Evaluation"
  FOR EACH ROW WHEN (OLD.state = 'done') EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_figures_check" CHECK (
  ("state" = 'done') = ("figures" IS NOT NULL) AND ("state" = 'failed') = ("error" IS NOT NULL)
);

-- What the place in the queue follows from: docs/spec/queue.md.
ALTER TABLE "Task" ADD CONSTRAINT "Task_draws_check" CHECK (
  "value" BETWEEN 0 AND 1 AND "dissent" BETWEEN 0 AND 1 AND "draw" BETWEEN 0 AND 1
);
