import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command, CommanderError } from 'commander'
import { z } from 'zod'

const COMMANDS = [
  'import',
  'export',
  'stats',
  'doctor',
  'evaluate',
  'calibrate',
  'backup',
  'restore',
  'sign-ins',
  'user',
]
const COMMAND_FOLDER = path.join('scripts', 'cli', 'commands')

const FAILED = 1
const WRONG_USAGE = 2

type CommandModule = { register: (program: Command) => void }

/** Only the asked-for command is loaded, so that `stats` does not wait for database and decoder. */
async function registerCommands(program: Command, asked: string | undefined): Promise<void> {
  const wanted = COMMANDS.filter((name) => name === asked)
  for (const name of wanted.length > 0 ? wanted : COMMANDS) {
    const file = path.resolve(COMMAND_FOLDER, `${name}.ts`)
    if (!existsSync(file)) continue
    const { register } = (await import(pathToFileURL(file).href)) as CommandModule
    register(program)
  }
}

function inWords(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  if (!(error instanceof Error)) return String(error)
  return process.env.DEBUG ? (error.stack ?? error.message) : error.message
}

/** @returns the exit code: 0, 1 when the work failed, 2 when the command line was wrong */
async function run(argv: string[]): Promise<number> {
  const program = new Command('framejury')
    .description('Framejury on the command line. Results go to stdout, everything else to stderr.')
    .exitOverride()
    .showHelpAfterError('(add --help to see what is possible)')
  try {
    await registerCommands(program, argv[2])
    await program.parseAsync(argv)
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE
    console.error(inWords(error))
    return FAILED
  }
}

/** Runs one command line and ends the process once its output is written. */
export async function main(argv: string[]): Promise<never> {
  const code = await run(argv)
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
  process.exit(code)
}
