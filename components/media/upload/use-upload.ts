'use client'

import { useSyncExternalStore } from 'react'
import { client, errorText } from '@/components/query'
import { sendFile, uploadErrorText } from './send-file'
import { type UploadPorts, UploadQueue, type UploadState } from './upload-queue'

function portsOf(projectId: string): UploadPorts {
  return {
    open: async (source) => ({ importId: (await client.media.openImport({ projectId, source })).id }),
    send: sendFile(projectId),
    start: async ({ importId, plan: { manifest, leftOut } }) => {
      const table = manifest && { format: manifest.format, text: manifest.text }
      await client.media.startImport({ projectId, importId, manifest: table, leftOut })
    },
    inWords: (error) => {
      const said = uploadErrorText(error)
      return error instanceof Error && 'originalResponse' in error ? said : errorText(error)
    },
  }
}

/** One queue a project, outside of React: an upload goes on while a person looks at other pages. */
const queues = new Map<string, UploadQueue>()

function queueOf(projectId: string): UploadQueue {
  const known = queues.get(projectId)
  if (known) return known
  const made = new UploadQueue(portsOf(projectId))
  queues.set(projectId, made)
  made.subscribe(() => {
    const { phase } = made.getState()
    globalThis.onbeforeunload = phase === 'sending' || phase === 'starting' ? (event) => event.preventDefault() : null
  })
  return made
}

const IDLE: UploadState = { phase: 'idle', importId: null, files: [], error: null }

export function useUpload(projectId: string): { queue: UploadQueue; state: UploadState } {
  const queue = queueOf(projectId)
  return { queue, state: useSyncExternalStore(queue.subscribe, queue.getState, () => IDLE) }
}
