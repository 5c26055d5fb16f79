import { type DataFolder, dataFolder, type Secrets } from '@/lib/platform/db/data-folder'
import { freeLoopbackPort } from '@/lib/platform/db/embedded-postgres'
import { StartError } from '@/lib/platform/db/start-error'

const DEFAULT_PORT = 3000

/** Where an instance listens and keeps its data. */
export type Settings = { folder: DataFolder; port: number; host: string | undefined; url: string }

/** @param source PORT (0: any free one), HOST (all addresses when absent), FRAMEJURY_URL (as people reach it) and FRAMEJURY_DATA */
export async function readSettings(source: Record<string, string | undefined> = process.env): Promise<Settings> {
  const given = source.PORT || `${DEFAULT_PORT}`
  const wanted = Number(given)
  if (!/^\d+$/.test(given) || wanted > 65_535)
    throw new StartError(`PORT must be a number from 0 to 65535, but it is "${given}".`)
  const port = wanted === 0 ? await freeLoopbackPort() : wanted
  const url = (source.FRAMEJURY_URL || `http://localhost:${port}`).replace(/\/+$/, '')
  if (!URL.canParse(url))
    throw new StartError(`FRAMEJURY_URL must look like https://jury.example.org, but it is "${url}".`)
  return { folder: dataFolder(source), port, host: source.HOST || undefined, url }
}

/** What web, worker and commands find in their environment. */
export function instanceEnvironment(
  folder: DataFolder,
  secrets: Secrets,
  { databaseUrl, url }: { databaseUrl: string; url: string },
): Record<string, string> {
  return {
    FRAMEJURY_DATA: folder.root,
    DATABASE_URL: databaseUrl,
    FRAMEJURY_URL: url,
    NEXTAUTH_URL: url,
    AUTH_SECRET: secrets.authSecret,
    NEXTAUTH_SECRET: secrets.authSecret,
    MEDIA_SECRET: secrets.mediaSecret,
    NEXT_TELEMETRY_DISABLED: '1',
  }
}
