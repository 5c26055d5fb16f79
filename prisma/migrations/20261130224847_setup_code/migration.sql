-- The code of the setup page: one at most.
CREATE TABLE "SetupCode" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "hash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SetupCode_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "SetupCode_one" CHECK ("id" = 1)
);
