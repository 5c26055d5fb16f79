'use client'

import { useStore } from 'zustand'
import { client, errorText } from '@/components/query'
import { leftOutList } from '@/lib/domain/media'
import { sendFile, sendTable, uploadErrorText } from './send-file'
import { type UploadPorts, UploadQueue, type UploadState } from './upload-queue'

const LOOK_AGAIN_MS = 500

type Place = { projectId: string; importId: string }

/** A job reads the tables. @throws Error with the problem when it cannot, because the import is then open again */
async function untilMatched(place: Place): Promise<void> {
  for (;;) {
    const { state, problem } = await client.media.getImport(place)
    if (state === 'open') throw new MatchingError(problem ?? '')
    if (state !== 'matching') return
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}

class MatchingError extends Error {}

function portsOf(projectId: string): UploadPorts {
  return {
    open: async (source) => ({ importId: (await client.media.openImport({ projectId, source })).id }),
    send: sendFile(projectId),
    start: async ({ importId, plan: { manifest, leftOut } }) => {
      const place = { projectId, importId }
      if (manifest) await sendTable(place, 'manifest', `manifest.${manifest.format}`, manifest.text)
      if (leftOut.length > 0) await sendTable(place, 'left-out', 'left-out.jsonl', leftOutList(leftOut))
      await client.media.startImport({ ...place, manifest: manifest && 'uploaded' })
      await untilMatched(place)
    },
    inWords: (error) => {
      if (error instanceof MatchingError) return error.message
      const said = uploadErrorText(error)
      return error instanceof Error && 'originalResponse' in error ? said : errorText(error)
    },
  }
}

/** One queue per project, outside of React: an upload continues while a person looks at other pages. */
const queues = new Map<string, UploadQueue>()

function queueOf(projectId: string): UploadQueue {
  const known = queues.get(projectId)
  if (known) return known
  const made = new UploadQueue(portsOf(projectId))
  queues.set(projectId, made)
  made.state.subscribe(({ phase }) => {
    globalThis.onbeforeunload = phase === 'sending' || phase === 'starting' ? (event) => event.preventDefault() : null
  })
  return made
}

export function useUpload(projectId: string): { queue: UploadQueue; state: UploadState } {
  const queue = queueOf(projectId)
  return { queue, state: useStore(queue.state) }
}
