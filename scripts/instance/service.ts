import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { forEachLine, type Print, readable } from './output'

const FOLLOW_PARENT = pathToFileURL(path.resolve('scripts/tooling/follow-parent.mjs')).href
const STOP_LIMIT_MS = 15_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
/** Children write into a pipe and cannot detect whether a terminal reads it. */
const COLOURS: Record<string, string> = process.stderr.isTTY
  ? { FORCE_COLOR: '1' }
  : { NO_COLOR: '1', FORCE_COLOR: '0' }
/** A process that lived this long had started well: the next pause is short again. */
const HEALTHY_MS = 60_000

export type Running = { process: ChildProcess; stop(): Promise<void> }
export type Service = { stop(): Promise<void> }

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** SIGTERM to the process, then SIGKILL to it and all it started. */
async function stopProcess(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || !child.pid) return
  const group = -child.pid
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => process.kill(group, 'SIGKILL'), STOP_LIMIT_MS)
  await ended
  clearTimeout(timer)
}

/**
 * Starts Node with these arguments in a separate process group: Ctrl-C reaches only the supervisor, which stops
 * processes in order. The pipe on descriptor 3 closes when the supervisor dies; follow-parent.mjs then ends the
 * process.
 */
export function startNode(args: string[], environment: Record<string, string>, print: Print): Running {
  const child = spawn(process.execPath, ['--import', FOLLOW_PARENT, ...args], {
    env: { ...process.env, ...COLOURS, ...environment, FRAMEJURY_SUPERVISOR: `${process.pid}` },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  })
  child.on('error', (error) => print(error.message))
  for (const stream of [child.stdout, child.stderr]) if (stream) forEachLine(stream, (line) => print(readable(line)))
  return { process: child, stop: () => stopProcess(child) }
}

/**
 * Keeps one process running: when it ends unexpectedly it is started again, after a pause that doubles with every early
 * death.
 */
export function keepAlive(first: Running, restart: () => Promise<Running>, print: Print): Service {
  let current = first
  let stopping = false
  let pauseMs = FIRST_PAUSE_MS
  let timer: NodeJS.Timeout | undefined
  let restarting: Promise<void> = Promise.resolve()

  function watch(): void {
    const startedAt = Date.now()
    const onExit = (code: number | null, signal: NodeJS.Signals | null) => {
      if (stopping) return
      if (Date.now() - startedAt > HEALTHY_MS) pauseMs = FIRST_PAUSE_MS
      print(`ended (${signal ?? code}); starting again in ${pauseMs / 1000} s`)
      again()
    }
    if (hasEnded(current.process)) onExit(current.process.exitCode, current.process.signalCode)
    else current.process.once('exit', onExit)
  }

  function again(): void {
    timer = setTimeout(() => {
      restarting = restart().then(
        (started) => {
          current = started
          if (stopping) return started.stop()
          watch()
        },
        (error: unknown) => {
          print(error instanceof Error ? error.message : String(error))
          if (!stopping) again()
        },
      )
    }, pauseMs)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }

  watch()
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      await restarting
      await current.stop()
    },
  }
}
