import { StartError } from '@/lib/platform/db/start-error'
import type { Print } from './output'
import { startNode } from './service'

/** Runs Node to its end. @throws StartError with `failure` when it fails; the signal's reason when it was stopped */
export async function runStep(
  args: string[],
  environment: Record<string, string>,
  { print, failure, signal }: { print: Print; failure: string; signal: AbortSignal },
): Promise<void> {
  signal.throwIfAborted()
  let diskFull = false
  const step = startNode(args, environment, (line) => {
    diskFull ||= /ENOSPC|no space left on device/i.test(line)
    print(line)
  })
  const onAbort = () => void step.stop()
  signal.addEventListener('abort', onAbort)
  const code = await new Promise((resolve) => step.process.once('close', resolve))
  signal.removeEventListener('abort', onAbort)
  signal.throwIfAborted()
  if (diskFull && code !== 0) throw new StartError('The disk is full. Free some space, then start again.')
  if (code !== 0) throw new StartError(failure)
}
