import { execFile } from 'node:child_process'
import path from 'node:path'
import { z } from 'zod'
import { folderError, type ModelFolder, ModelFolderError } from '@/lib/domain/proposals'
import { childEnvironment } from '@/lib/platform/env'

const ENTRY = ['workers', 'engines', 'try-model.ts']
const LONGEST_MS = 60_000
const Answer = z.object({ problem: z.string().nullable() })

type Ended = { code: unknown; signal: unknown; isLate: boolean; stdout: string }

function run(folder: string, timeout: number): Promise<Ended> {
  const args = ['--import', 'tsx', path.resolve(...ENTRY), folder]
  const options = {
    timeout,
    killSignal: 'SIGKILL' as const,
    env: { ...childEnvironment(process.env), NODE_ENV: process.env.NODE_ENV },
  }
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout) =>
      resolve({ code: error?.code, signal: error?.signal, isLate: error?.killed === true, stdout }),
    )
  })
}

function parsed(stdout: string): unknown {
  try {
    return JSON.parse(stdout)
  } catch {
    return null
  }
}

/**
 * Opens a graph once, in a separate process, and runs a frame through it. Checkpoints are too large for that, and only
 * the worker can reach servers: those are opened by the first run.
 * @throws ModelFolderError when the graph is not as in model.json, runs on no provider, crashes or takes too long
 * Source: docs/spec/proposals.md [PP21]
 */
export async function tryModel({ engine, folder }: ModelFolder, longestMs = LONGEST_MS): Promise<void> {
  if (engine !== 'frame-onnx') return
  const { code, signal, isLate, stdout } = await run(folder, longestMs)
  const answer = Answer.safeParse(parsed(stdout))
  if (answer.success) {
    if (answer.data.problem !== null) throw new ModelFolderError(answer.data.problem)
    return
  }
  throw folderError(folder, [
    isLate
      ? `model.onnx was not open after ${longestMs / 1000} s; export a smaller graph, or try again when this machine is less busy.`
      : `The process that opened model.onnx ended (${signal ?? code}): the graph crashes ONNX Runtime. Export it again.`,
  ])
}
