import { useEffect, useState } from 'react'

/**
 * The id of what is on screen, with the address following it. It changes at once, so that the next key already belongs to
 * the next answer; the page is the same for all, so the server is not asked for it.
 */
export function useShownId(base: string, initialId: string): [string, (id: string) => void] {
  const [shownId, setShownId] = useState(initialId)
  useEffect(() => {
    function follow(): void {
      const { pathname } = globalThis.location
      if (pathname.startsWith(`${base}/`)) setShownId(pathname.slice(base.length + 1))
    }
    globalThis.addEventListener('popstate', follow)
    return () => globalThis.removeEventListener('popstate', follow)
  }, [base])
  function show(id: string): void {
    setShownId(id)
    globalThis.history.pushState(null, '', `${base}/${id}`)
  }
  return [shownId, show]
}
