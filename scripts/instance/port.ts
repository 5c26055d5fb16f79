import { createServer } from 'node:net'
import { errorCode, StartError } from '@/lib/platform/db/start-error'

/** @throws StartError when nothing can listen there */
export async function assertPortFree(port: number, host: string | undefined): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      const server = createServer()
      server.once('error', reject)
      server.listen({ port, host }, () => server.close(() => resolve()))
    })
  } catch (error) {
    throw complaint(errorCode(error), port, host) ?? error
  }
}

function complaint(code: string | undefined, port: number, host: string | undefined): StartError | null {
  if (code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
    )
  if (code === 'EACCES')
    return new StartError(`This user may not listen on port ${port}. Choose one above 1023 in PORT.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartError(`HOST must be an address of this machine, but it is "${host}".`)
  return null
}
