import type { Stream } from 'node-av/lib'
import { Codec } from 'node-av/lib'

/** "High", "Main 10"; null when the codec names none. */
export function profileName({ codecpar }: Stream): string | null {
  const profiles = Codec.findDecoder(codecpar.codecId)?.profiles ?? []
  return profiles.find(({ profile }) => profile === codecpar.profile)?.name ?? null
}
