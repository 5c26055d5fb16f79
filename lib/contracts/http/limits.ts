/** Most bytes of a JSON body, of any route; files go up over tus. */
export const MAX_BODY_BYTES = 1024 ** 2

/** Deepest nesting of a JSON body; the deepest legal one has eight. */
export const MAX_BODY_DEPTH = 32

/** Most values (members, elements, containers) of a JSON body; the largest legal answer has some 45,000. */
export const MAX_BODY_VALUES = 100_000

/** Longest request target (path and query) in characters. */
export const MAX_TARGET_LENGTH = 8192

/** Where the web server says whom it speaks with; what callers send under this prefix is removed. */
export const OWN_HEADERS = 'x-framejury-'
export const ADDRESS_HEADER = 'x-framejury-address'
