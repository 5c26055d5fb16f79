/** Something that would make a release wrong: where it is, what is wrong and how to mend it. */
export type Problem = { code: string; where: string; message: string }

/** Thrown instead of writing a release that its own validator rejects. */
export class ReleaseProblemsError extends Error {
  override name = 'ReleaseProblemsError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const shown = problems.slice(0, 5).map(({ code, where, message }) => `${where}: ${message} (${code})`)
    const rest = problems.length > shown.length ? ` … and ${problems.length - shown.length} more` : ''
    super(`The release has ${problems.length} problem(s). ${shown.join(' ')}${rest}`)
    this.problems = problems
  }
}
