/** Long work on a clip: how to stop it, and what is told after every frame that it has done. */
export type Progress = { signal?: AbortSignal | undefined; onFrame?: (() => void) | undefined }
