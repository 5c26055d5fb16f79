import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { childEnvironment } from '@/lib/platform/env'
import { Mailbox } from './mailbox'

const REPOSITORY_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const KEPT_STDERR_CHARS = 2000

export type ChildOptions<Reply> = {
  /** The module to fork. */
  entry: string
  reply: z.ZodType<Reply>
  /** "engine": how messages name the process. */
  role: string
  failure: (message: string) => Error
  /** Names of environment variables that it gets beyond those of every child. */
  alsoEnvironment?: readonly string[]
}

/** A forked process for work that must never take the worker down. Ending it is always SIGKILL: native code in it cannot be interrupted otherwise. */
export class ForkedChild<Request extends object, Reply> {
  readonly #process: ChildProcess
  readonly #replies = new Mailbox<Reply>()
  readonly #ended: Promise<unknown>
  readonly #options: ChildOptions<Reply>
  #stderr = ''

  constructor(options: ChildOptions<Reply>) {
    this.#options = options
    this.#process = fork(options.entry, {
      cwd: REPOSITORY_ROOT,
      env: { ...childEnvironment(process.env, options.alsoEnvironment), NODE_ENV: process.env.NODE_ENV },
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#ended = once(this.#process, 'close').catch(() => undefined)
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-KEPT_STDERR_CHARS)
    })
    this.#process.on('message', (message) => {
      const reply = options.reply.safeParse(message)
      if (reply.success) this.#replies.put(reply.data)
      else
        this.#replies.fail(
          options.failure(`The ${options.role} process sent an invalid message: ${reply.error.message}`),
        )
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
    const { role, failure } = this.#options
    const seconds = Math.round(timeoutMs / 100) / 10
    const late = () => failure(`The ${role} process did not respond for ${seconds} s while ${doing}.`)
    return this.#replies.take({ timeoutMs, late, signal })
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#ended
  }

  #died(how: string): Error {
    const words = this.#stderr.trim()
    return this.#options.failure(`The ${this.#options.role} process ${how}.${words ? ` Its last words: ${words}` : ''}`)
  }
}
