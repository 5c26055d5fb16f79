import { type Running, startNode } from '@/scripts/instance/service'

export type WorkerKeeper = { pid(): number | undefined; stop(): Promise<void> }

/** A worker process that is started again at once whenever it ends; the product's supervisor would pause longer each time. */
export function keepWorker(environment: Record<string, string>, print: (line: string) => void): WorkerKeeper {
  let stopping = false
  let current: Running
  function start(): void {
    current = startNode(['--import', 'tsx', 'workers/main.ts'], environment, print)
    current.process.once('exit', () => {
      if (!stopping) start()
    })
  }
  start()
  return {
    pid: () => current.process.pid,
    stop: async () => {
      stopping = true
      await current.stop()
    },
  }
}
