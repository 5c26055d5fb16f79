import { type DataFolder, dataFolder, type Secrets } from '@/lib/platform/db/data-folder'
import { freeLoopbackPort } from '@/lib/platform/db/embedded-postgres'
import { StartError } from '@/lib/platform/db/start-error'

const DEFAULT_PORT = 3000

/** Where an instance listens and keeps its data. */
export type Settings = { folder: DataFolder; port: number; addresses: string[]; url: string }

const THIS_MACHINE = ['127.0.0.1', '::1']
const ALL_ADDRESSES = new Set(['0.0.0.0', '::'])
const LOOPBACK = /^(localhost|::1|127(\.\d+){3})$/

/** An address as a URL has it. */
function inUrl(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}

/** The address under which this machine itself reaches what listens at `addresses`. */
export function ownAddress(addresses: readonly string[]): string {
  const [first = '127.0.0.1'] = addresses
  if (first === '0.0.0.0') return '127.0.0.1'
  return first === '::' ? '[::1]' : inUrl(first)
}

/** Who can reach an instance that listens at `addresses`, in a sentence. */
export function reachInWords(addresses: readonly string[]): string {
  if (addresses.every((address) => LOOPBACK.test(address)))
    return 'Only this machine can reach it; HOST=0.0.0.0 opens it to the network.'
  if (addresses.some((address) => ALL_ADDRESSES.has(address)))
    return 'Every machine that reaches an address of this one can reach it.'
  return `Every machine that reaches ${addresses.join(' or ')} can reach it.`
}

/**
 * @param source PORT (0: any free one), HOST (only this machine when absent), FRAMEJURY_URL (as people reach it) and
 * FRAMEJURY_DATA
 */
export async function readSettings(source: Record<string, string | undefined> = process.env): Promise<Settings> {
  const given = source.PORT || `${DEFAULT_PORT}`
  const wanted = Number(given)
  if (!/^\d+$/.test(given) || wanted > 65_535)
    throw new StartError(`PORT must be a number from 0 to 65535, but it is "${given}".`)
  const port = wanted === 0 ? await freeLoopbackPort() : wanted
  const host = source.HOST || 'localhost'
  const addresses = host === 'localhost' ? THIS_MACHINE : [host]
  const isNamed = host !== 'localhost' && !ALL_ADDRESSES.has(host)
  const url = (source.FRAMEJURY_URL || `http://${isNamed ? inUrl(host) : 'localhost'}:${port}`).replace(/\/+$/, '')
  if (!URL.canParse(url))
    throw new StartError(`FRAMEJURY_URL must look like https://jury.example.org, but it is "${url}".`)
  return { folder: dataFolder(source), port, addresses, url }
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
