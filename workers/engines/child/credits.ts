/** A counter that is waited on: `take` resolves when there is a credit, in the order of asking. */
export function createCredits(start: number): { add: (count: number) => void; take: () => Promise<void> } {
  let left = start
  const waiting: (() => void)[] = []
  function hand(): void {
    while (left > 0) {
      const next = waiting.shift()
      if (!next) return
      left -= 1
      next()
    }
  }
  return {
    add(count) {
      left += count
      hand()
    },
    take: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        hand()
      }),
  }
}
