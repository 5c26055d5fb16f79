/** Units taken from a budget, until they are given back. */
export type Grant = { units: number; giveBack: () => void }

type Waiting = { most: () => number; take: (grant: Grant) => void }

/** A number of units that are taken and given back, in the order of asking. */
export class Budget {
  readonly #units: () => number
  #taken = 0
  readonly #waiting: Waiting[] = []

  /** @param units how many there are; call `share` when the number may have grown */
  constructor(units: () => number) {
    this.#units = units
  }

  /**
   * Waits until a unit is free and it is this one's turn, then takes as many as are free, `most()` at the most.
   * @param most asked when units are taken; below 1 counts as 1
   * @throws the signal's reason when it aborts before
   */
  take(most: () => number, signal?: AbortSignal): Promise<Grant> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const waiting: Waiting = {
        most,
        take: (grant) => {
          signal?.removeEventListener('abort', leave)
          resolve(grant)
        },
      }
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
      this.#waiting.push(waiting)
      this.share()
    })
  }

  /** Gives what is free to those who wait. */
  share(): void {
    while (this.#units() > this.#taken) {
      const next = this.#waiting.shift()
      if (!next) return
      const units = Math.min(this.#units() - this.#taken, Math.max(1, next.most()))
      this.#taken += units
      let isBack = false
      const giveBack = () => {
        if (isBack) return
        isBack = true
        this.#taken -= units
        this.share()
      }
      next.take({ units, giveBack })
    }
  }
}
