import type { Readable } from 'node:stream'

const WIDTH = 8

export type Print = (line: string) => void

/** Prints whole lines to stderr with a name, so that the outputs of one instance can be distinguished. */
export function printer(name: string): Print {
  return (line) => {
    if (line.trim() !== '') process.stderr.write(`${name.padEnd(WIDTH)}| ${line}\n`)
  }
}

const LEVELS: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' }
const OWN_FIELDS = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'v'])

function fieldInWords([key, value]: [string, unknown]): string {
  if (key === 'err' && typeof value === 'object' && value && 'stack' in value) return `\n${String(value.stack)}`
  return `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`
}

/** A JSON log line of pino in readable form; any other line unchanged. */
export function readable(line: string): string {
  if (!line.startsWith('{"level":')) return line
  try {
    const entry = JSON.parse(line) as Record<string, unknown>
    const fields = Object.entries(entry).filter(([key]) => !OWN_FIELDS.has(key))
    return [LEVELS[Number(entry['level'])] ?? 'info', String(entry['msg'] ?? ''), ...fields.map(fieldInWords)].join(' ')
  } catch {
    return line
  }
}

export function forEachLine(stream: Readable, print: Print): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) print(line)
  })
  stream.on('end', () => rest && print(rest))
}
