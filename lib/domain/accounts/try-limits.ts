/** Tries in the running window. Source: docs/spec/accounts.md [US3] [US4] */
export const TRY_LIMITS = {
  windowMs: 15 * 60_000,
  /** For one account from one network address, and from one known browser. */
  pair: 10,
  /** From one network address, whatever the account. */
  address: 200,
  /** For one account from everywhere but known browsers; above it, an address has only `pairUnderAttack` tries. */
  account: 100,
  pairUnderAttack: 2,
} as const
