-- A task shows the runs that are shown when it is claimed; no version has ever written a run of its own.
ALTER TABLE "Task" DROP COLUMN "runId";
