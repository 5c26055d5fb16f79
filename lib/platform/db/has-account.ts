/**
 * SQL: whether anybody can sign in here, or holds a link to set a first password. While nobody can, this installation
 * is set up with the code of the terminal. The starting script asks it without Prisma, pages ask it through Prisma.
 */
export const HAS_ACCOUNT = `
  SELECT EXISTS (SELECT 1 FROM "User" WHERE "passwordHash" IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "ResetLink" WHERE "expiresAt" > now()) AS "hasAccount"`
