const HERE = 'http://here.invalid'

/** Where to go after signing in: a path of this site, or `/` for anything that would lead elsewhere. Server pages call it, so its file is not one of the client's. */
export function sameSitePath(given: string | undefined): string {
  if (!given?.startsWith('/') || !URL.canParse(given, HERE)) return '/'
  const url = new URL(given, HERE)
  if (url.origin !== HERE || url.pathname.startsWith('//')) return '/'
  return url.pathname.startsWith('/sign-in') ? '/' : url.pathname + url.search + url.hash
}
