type Focusable = { focus: () => void; isConnected: boolean }

/**
 * Where the focus goes when a dialog closes. Radix gives it back to a `Trigger`, and nowhere when there is none; ours are
 * opened by their owners, so what had the focus before is remembered.
 */
export function createFocusReturn<Element extends Focusable>() {
  let before: Element | null = null
  return {
    opened(focused: Element | null) {
      before = focused
    },
    /** @returns whether the focus has gone back; not where its element has left the page */
    closed(): boolean {
      const target = before
      before = null
      if (!target?.isConnected) return false
      target.focus()
      return true
    },
  }
}
