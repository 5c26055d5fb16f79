import { z } from 'zod'

const Env = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://'),
  FRAMEJURY_DATA: z.string().min(1).default('.data'),
  FRAMEJURY_URL: z.url().default('http://localhost:3000'),
  /** Key of session cookies, at least 32 characters. */
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  /** Key of signed media URLs, at least 32 characters. */
  MEDIA_SECRET: z.string().min(32, 'must have at least 32 characters'),
  FRAMEJURY_MODELS: z.string().min(1).default('models'),
  /** CPU threads of a worker's engines of one kind together; all cores when absent. */
  FRAMEJURY_ENGINE_THREADS: z.coerce.number().int().min(1).max(1024).optional(),
  /** Whether owners and admins must have a second factor before they may act as such. */
  FRAMEJURY_REQUIRE_TOTP: z.enum(['nobody', 'admins']).default('nobody'),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
})
type Env = z.infer<typeof Env>
export const ENV_NAMES: readonly string[] = Object.keys(Env.shape)

let cached: Env | undefined

/** @throws Error naming every bad field; values never appear in the text */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = Env.safeParse(source)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The environment is not usable. ${fields.join('; ')}. \`npm start\` sets all of these by itself.`)
}

export function env(): Env {
  cached ??= readEnv()
  return cached
}

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
