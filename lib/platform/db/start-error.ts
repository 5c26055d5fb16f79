/** A failure that a person fixes before starting again: one plain line, no stack. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartError'
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return typeof code === 'string' ? code : undefined
}

/** The one plain line for what the file system refused, or null for any other error. */
export function fileSystemComplaint(error: unknown, folder: string): StartError | null {
  if (errorCode(error) === 'ENOSPC' || /no space left on device/i.test(errorText(error)))
    return new StartError(`The disk of ${folder} is full. Free some space there, then start again.`)
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT'].includes(errorCode(error) ?? ''))
    return new StartError(
      `The folder ${folder} cannot be written. Give this user write access, or set FRAMEJURY_DATA to another folder.`,
    )
  if (['ENOTDIR', 'EEXIST'].includes(errorCode(error) ?? ''))
    return new StartError(`${folder} is not a folder. Set FRAMEJURY_DATA to a folder.`)
  return null
}
