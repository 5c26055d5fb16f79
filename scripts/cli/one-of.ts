import { InvalidArgumentError } from 'commander'

/** For options that take one of a few words. */
export function oneOf<Value extends string>(values: readonly Value[]): (text: string) => Value {
  return (text) => {
    const found = values.find((value) => value === text)
    if (!found) throw new InvalidArgumentError(`Choose one of ${values.join(', ')}.`)
    return found
  }
}
