import 'server-only'

/**
 * The address with its query as the operations expect it: a key without a value (`?cursor=&limit=`) says nothing, as a
 * form with empty fields sends it, and is left out.
 */
export function withPlainQuery(address: string): string {
  const url = new URL(address)
  for (const [name, value] of [...url.searchParams]) if (value === '') url.searchParams.delete(name, '')
  return url.href
}
