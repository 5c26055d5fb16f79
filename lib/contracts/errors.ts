/** The one table from an error's code to HTTP. */
export const ERROR_CODES = {
  invalid: { http: 400, rpc: 'BAD_REQUEST' },
  unauthenticated: { http: 401, rpc: 'UNAUTHORIZED' },
  forbidden: { http: 403, rpc: 'FORBIDDEN' },
  'not-found': { http: 404, rpc: 'NOT_FOUND' },
  conflict: { http: 409, rpc: 'CONFLICT' },
  'too-large': { http: 413, rpc: 'PAYLOAD_TOO_LARGE' },
  'rate-limited': { http: 429, rpc: 'TOO_MANY_REQUESTS' },
  unavailable: { http: 503, rpc: 'SERVICE_UNAVAILABLE' },
  'storage-full': { http: 507, rpc: 'INSUFFICIENT_STORAGE' },
} as const
export type ErrorCode = keyof typeof ERROR_CODES
