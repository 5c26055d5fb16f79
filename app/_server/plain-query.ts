import 'server-only'

/**
 * The address with its query as the operations expect it: a key without a value (`?cursor=&limit=`) says nothing, as a
 * form with empty fields sends it, and is left out.
 */
export function withPlainQuery(address: string): string {
  const url = new URL(address)
  // Written once: a parameter that is taken out of a URL has all of its query written anew.
  url.search = new URLSearchParams([...url.searchParams].filter(([, value]) => value !== '')).toString()
  return url.href
}
