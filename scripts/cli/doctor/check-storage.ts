import { statfs } from 'node:fs/promises'
import { type DataFolder, prepareDataFolder } from '@/lib/platform/db/data-folder'
import { broken, type Check } from './check'

/** Proxies, filmstrips and releases take about as much again as the clips. */
const ROOMY_GIB = 10

/** Whether the data folder can be written, and how much room it has. */
export async function checkStorage(folder: DataFolder): Promise<Check> {
  try {
    await prepareDataFolder(folder)
    const { bavail, bsize } = await statfs(folder.root)
    const gib = (bavail * bsize) / 2 ** 30
    const text = `${folder.root} can be written, ${gib.toFixed(1)} GiB free`
    return gib < ROOMY_GIB
      ? { area: 'storage', name: 'data folder', state: 'note', text, mend: 'Plan for twice the size of your clips.' }
      : { area: 'storage', name: 'data folder', state: 'ok', text }
  } catch (error) {
    return broken('storage', 'data folder', error)
  }
}
