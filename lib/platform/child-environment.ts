/** What a runtime, a decoder or a graphics card's libraries look for; nothing here opens a door of Framejury's own. */
const PLAIN = [
  /^(PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|TMP|TEMP|LOG_LEVEL)$/,
  /^NODE_(?!AUTH)\w+$/,
  /^(LD_LIBRARY_PATH|LD_PRELOAD|DYLD_\w+|MALLOC_\w+)$/,
  /^(CUDA|CUDNN|NVIDIA|NCCL|ORT|OMP|MKL|OPENBLAS|TSX|ESBUILD|SVT|XDG)_\w+$/,
  /^((HTTP|HTTPS|NO)_PROXY|SSL_CERT_(FILE|DIR))$/,
  /^(SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA)$/,
]

/**
 * The environment of a forked process: what its runtime needs and the variables named. The database's address and the
 * secrets of sessions and media stay with the worker, for a child opens files and servers that others chose.
 * @param also names of variables that the child's work needs
 */
export function childEnvironment(
  source: Readonly<Record<string, string | undefined>>,
  also: readonly string[] = [],
): Record<string, string | undefined> {
  const wanted = (name: string) => also.includes(name) || PLAIN.some((pattern) => pattern.test(name.toUpperCase()))
  return Object.fromEntries(Object.entries(source).filter(([name]) => wanted(name)))
}
