import { setTimeout as delay } from 'node:timers/promises'
import type { InRelease, ReleaseView } from '@/lib/contracts/http/exports'
import type { Context } from '@/lib/platform/context'
import { buildRelease, getRelease } from '@/lib/services/exports'
import { closeDecoders } from '@/workers/media-process/media-process'
import { mediaTools } from '@/workers/media-tools'

const POLL_MS = 300

type Say = (line: string) => void
/** Whether a worker is there that takes the job. */
export type HasWorker = () => Promise<boolean>

/** Follows the build until it ends, printing every tenth of it; builds here when no worker is alive. */
export async function waitForRelease(
  ctx: Context,
  input: InRelease,
  { hasWorker, say }: { hasWorker: HasWorker; say: Say },
): Promise<ReleaseView> {
  let own: Promise<void> | null = null
  let failure: unknown = null
  let told = -1
  for (;;) {
    const release = await getRelease({ ctx, input })
    if (release.state !== 'building') {
      await own
      return release
    }
    if (failure) throw failure
    const tenth = Math.floor(release.progress * 10)
    if (tenth > told) say(`Building release ${release.number}: ${tenth * 10} %`)
    told = Math.max(told, tenth)
    if (!own && !(await hasWorker())) {
      say('No worker is running, so this command builds the release itself.')
      own = buildHere(ctx, input).catch((error: unknown) => {
        failure = error
      })
    }
    await delay(POLL_MS)
  }
}

/** The queued job stays for the next worker, which finds the release done, or finishes it when this process dies. */
async function buildHere(ctx: Context, { releaseId }: InRelease): Promise<void> {
  const { signal } = new AbortController()
  try {
    await buildRelease({ ctx, input: { releaseId }, media: mediaTools, signal })
  } finally {
    await closeDecoders()
  }
}
