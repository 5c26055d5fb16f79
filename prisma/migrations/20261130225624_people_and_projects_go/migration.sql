-- CreateEnum
CREATE TYPE "PersonExportState" AS ENUM ('building', 'ready', 'failed');

-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "freedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "deletedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "PersonExport" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "requestedBy" UUID NOT NULL,
    "state" "PersonExportState" NOT NULL DEFAULT 'building',
    "storageKey" TEXT,
    "sizeBytes" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PersonExport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PersonExport_userId_createdAt_id_idx" ON "PersonExport"("userId", "createdAt", "id");

-- AddForeignKey
ALTER TABLE "PersonExport" ADD CONSTRAINT "PersonExport_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say: docs/spec/deletion.md [DE12].

-- Takes the words that named a deleted person out of the audit log. @returns how many entries were changed, at most `most`
CREATE FUNCTION "redact_audit"(person uuid, word text, pseudonym text, most int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  changed int;
BEGIN
  PERFORM set_config('framejury.redacting', person::text, true);
  UPDATE "AuditEvent" AS event SET difference = replace(event.difference::text, word, pseudonym)::jsonb
  FROM (SELECT id FROM "AuditEvent" WHERE strpos(difference::text, word) > 0 LIMIT most) AS naming
  WHERE event.id = naming.id;
  GET DIAGNOSTICS changed = ROW_COUNT;
  PERFORM set_config('framejury.redacting', '', true);
  RETURN changed;
END
$$;

-- Nothing of an entry changes but the words that named somebody who is gone.
CREATE FUNCTION "guard_audit"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person text := coalesce(current_setting('framejury.redacting', true), '');
BEGIN
  IF TG_OP = 'UPDATE' AND person <> '' AND to_jsonb(OLD) - 'difference' = to_jsonb(NEW) - 'difference' THEN
    IF EXISTS (SELECT FROM "User" WHERE id = person::uuid AND "deletedAt" IS NOT NULL) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% of "%" is refused: its rows never change. Write a new row instead.', TG_OP, TG_TABLE_NAME;
END
$$;

DROP TRIGGER "AuditEvent_append_only" ON "AuditEvent";
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION "guard_audit"();
