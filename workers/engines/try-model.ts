import { openEngine } from './open-model'

/**
 * Opens the model in a folder and prints why it cannot be opened, as JSON; runs in a separate process, which a graph
 * may crash.
 */
async function tryModel(folder: string): Promise<string | null> {
  try {
    const engine = await openEngine(folder)
    await engine.close()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const problem = await tryModel(process.argv[2] ?? '')
process.stdout.write(JSON.stringify({ problem }), () => process.exit())
