/** The one table from an error's code to HTTP. */
export const ERROR_CODES = {
  invalid: { http: 400, rpc: 'BAD_REQUEST' },
  unauthenticated: { http: 401, rpc: 'UNAUTHORIZED' },
  forbidden: { http: 403, rpc: 'FORBIDDEN' },
  'not-found': { http: 404, rpc: 'NOT_FOUND' },
  'wrong-method': { http: 405, rpc: 'METHOD_NOT_SUPPORTED' },
  'too-slow': { http: 408, rpc: 'TIMEOUT' },
  conflict: { http: 409, rpc: 'CONFLICT' },
  'too-large': { http: 413, rpc: 'PAYLOAD_TOO_LARGE' },
  'address-too-long': { http: 414, rpc: 'URI_TOO_LONG' },
  'wrong-media-type': { http: 415, rpc: 'UNSUPPORTED_MEDIA_TYPE' },
  'rate-limited': { http: 429, rpc: 'TOO_MANY_REQUESTS' },
  'headers-too-large': { http: 431, rpc: 'HEADERS_TOO_LARGE' },
  unavailable: { http: 503, rpc: 'SERVICE_UNAVAILABLE' },
  'storage-full': { http: 507, rpc: 'INSUFFICIENT_STORAGE' },
} as const
export type ErrorCode = keyof typeof ERROR_CODES

/** What every refusal contains, whichever part of the server sends it. */
export type ErrorBody = { defined: true; code: string; status: number; message: string; data: { reason: string } }

/** @param reason stable kebab-case word for programs */
export function errorBody(code: ErrorCode, reason: string, message: string): ErrorBody {
  const { http, rpc } = ERROR_CODES[code]
  return { defined: true, code: rpc, status: http, message, data: { reason } }
}
