-- API tokens get scopes and an end.
ALTER TABLE "ApiToken" ADD COLUMN "lastUsedAddress" TEXT,
ADD COLUMN "scopes" TEXT[];

-- A token made before goes on with the work it was made for, and ends 90 days after this upgrade.
-- What only an admin does needs a new token: nobody chose that an old one may.
UPDATE "ApiToken" SET
  "scopes" = ARRAY['read', 'label', 'review', 'score', 'import', 'export'],
  "expiresAt" = LEAST("expiresAt", CURRENT_TIMESTAMP + INTERVAL '90 days');

ALTER TABLE "ApiToken" ALTER COLUMN "expiresAt" SET NOT NULL;

CREATE INDEX "ApiToken_createdAt_id_idx" ON "ApiToken"("createdAt", "id");
