import { type ModuleLinks, readLinks } from './module-links'

/** Where the name that a file exports is made; barrels pass it on. */
type Place = { file: string; name: string }

/** What the product runs: every file that its entry points reach by value, and which of their names are used. */
export class LiveCode {
  readonly #read: (file: string) => ModuleLinks | null
  readonly #links = new Map<string, ModuleLinks | null>()
  /** Files that the product runs. */
  readonly files = new Set<string>()
  readonly #names = new Set<string>()

  constructor(entries: readonly string[], read: (file: string) => ModuleLinks | null) {
    this.#read = read
    const waiting = [...entries]
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (this.files.has(file)) continue
      this.files.add(file)
      const links = this.linksOf(file)
      for (const place of links?.imports.flatMap((each) => this.placesOf(each.from, each.name)) ?? []) {
        this.#names.add(`${place.file}#${place.name}`)
        waiting.push(place.file)
      }
      for (const named of links?.named ?? []) {
        this.#names.add(`${named}#*`)
        waiting.push(named)
      }
    }
  }

  linksOf(file: string): ModuleLinks | null {
    const known = this.#links.get(file)
    if (known !== undefined) return known
    const links = this.#read(file)
    this.#links.set(file, links)
    return links
  }

  /** Follows what barrels pass on; all of a barrel for `*`. */
  placesOf(file: string, name: string): Place[] {
    const passedOn = this.linksOf(file)?.passedOn ?? []
    if (name === '*') return [{ file, name }, ...passedOn.flatMap((each) => this.placesOf(each.from, each.name))]
    const direct = passedOn.find(({ exported }) => exported === name)
    if (direct) return this.placesOf(direct.from, direct.name)
    const stars = passedOn.filter(({ exported }) => exported === '*').flatMap(({ from }) => this.placesOf(from, name))
    return [...stars.filter((place) => this.linksOf(place.file)?.uses.has(name)), { file, name }]
  }

  /** Whether the product runs what a file exports under a name: it, or its own file, uses the name. */
  runs(file: string, name: string): boolean {
    return this.placesOf(file, name).some((place) => {
      if (!this.files.has(place.file)) return false
      if (place.name === '*' || this.#names.has(`${place.file}#*`)) return true
      // Once where it is made, again where it is used.
      const uses = this.linksOf(place.file)?.uses.get(place.name) ?? 0
      return uses > 1 || this.#names.has(`${place.file}#${place.name}`)
    })
  }
}

export function readerOf(root: string): (file: string) => ModuleLinks | null {
  return (file) => readLinks(root, file)
}
