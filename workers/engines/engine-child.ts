import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Reply, type Request } from './child/protocol'
import { EngineProcessError } from './engine-errors'
import { Mailbox } from './mailbox'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const REPOSITORY_ROOT = path.resolve(HERE, '../..')
const ENTRY = path.join(HERE, 'child/main.ts')
const KEPT_STDERR_CHARS = 2000

/** A forked process with decoder and engine. Ending it is always SIGKILL: a run in it cannot be interrupted otherwise. */
export class EngineChild {
  readonly #process: ChildProcess
  readonly #replies = new Mailbox<Reply>()
  readonly #ended: Promise<unknown>
  #stderr = ''

  constructor(entry = ENTRY) {
    this.#process = fork(entry, {
      cwd: REPOSITORY_ROOT,
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#ended = once(this.#process, 'close').catch(() => undefined)
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-KEPT_STDERR_CHARS)
    })
    this.#process.on('message', (message) => {
      const reply = Reply.safeParse(message)
      if (reply.success) this.#replies.put(reply.data)
      else this.#replies.fail(new EngineProcessError(`The engine process sent nonsense: ${reply.error.message}`))
    })
    this.#process.on('error', (error) => this.#replies.fail(this.#died(`could not run: ${error.message}`)))
    // `close` comes after the pipes are drained, so the last words on stderr are there.
    this.#process.on('close', (code, signal) => {
      this.#replies.fail(this.#died(signal ? `was ended by ${signal}` : `ended with code ${code}`))
    })
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  get alive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null && this.#process.connected
  }

  send(request: Request): void {
    this.#process.send(request, (error) => {
      if (error) this.#replies.fail(this.#died(`does not listen: ${error.message}`))
    })
  }

  take(timeoutMs: number, doing: string, signal?: AbortSignal): Promise<Reply> {
    const seconds = Math.round(timeoutMs / 100) / 10
    const late = () => new EngineProcessError(`The engine process gave no sign for ${seconds} s while ${doing}.`)
    return this.#replies.take({ timeoutMs, late, signal })
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#ended
  }

  #died(how: string): EngineProcessError {
    const words = this.#stderr.trim()
    return new EngineProcessError(`The engine process ${how}.${words ? ` Its last words: ${words}` : ''}`)
  }
}
