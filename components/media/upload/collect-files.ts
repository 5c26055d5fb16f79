/** A file that a person chose; `path` starts with the chosen folder's name when there was one. */
export type PickedFile = { path: string; size: number; blob: Blob }

/** Files of an `<input type="file">`, with folders when it was a directory picker. */
export function pickedFromInput(files: FileList): PickedFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, size: file.size, blob: file }))
}

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject))
}

async function readFolder(folder: FileSystemDirectoryEntry): Promise<PickedFile[]> {
  const reader = folder.createReader()
  const found: PickedFile[] = []
  // A reader gives its entries in batches of a hundred; an empty one is the end.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
    for (const entry of batch) found.push(...(await readEntry(entry)))
  }
  return found
}

function readEntry(entry: FileSystemEntry): Promise<PickedFile[]> {
  if (entry.isDirectory) return readFolder(entry as FileSystemDirectoryEntry)
  return new Promise((resolve, reject) => {
    ;(entry as FileSystemFileEntry).file(
      (file) => resolve([{ path: entry.fullPath.replace(/^\//, ''), size: file.size, blob: file }]),
      reject,
    )
  })
}

/** Everything that was dropped, folders walked to their leaves. */
export async function pickedFromDrop(transfer: DataTransfer): Promise<PickedFile[]> {
  // The list is emptied when the event ends, so all entries are taken before the first wait.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  return (await Promise.all(entries.map(readEntry))).flat()
}
