import { z } from 'zod'
import { TokenScope } from '@/lib/domain/accounts'
import type { E2eInstance } from '@/tests/setup/e2e-instance'

/** One kind of caller and the headers by which it is known. */
export type Caller = { name: string; headers: string[] }

const Made = z.object({ secret: z.string() })

function cookiesOf(response: Response): string[] {
  return response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
}

/** @returns the cookies of a browser that has just signed in */
async function signIn(url: string, { email, password }: { email: string; password: string }): Promise<string> {
  const asked = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await asked.json())
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookiesOf(asked).join('; ') },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  })
  const cookies = cookiesOf(answer)
  if (!cookies.some((cookie) => cookie.includes('session-token='))) throw new Error(`${email} could not sign in.`)
  return cookies.join('; ')
}

async function createToken(url: string, headers: readonly string[], scopes: readonly TokenScope[]): Promise<string> {
  const answer = await fetch(`${url}/api/v1/tokens`, {
    method: 'POST',
    headers: [...headers.map(asPair), ['Content-Type', 'application/json']],
    body: JSON.stringify({ name: scopes.join(), scopes }),
  })
  return Made.parse(await answer.json()).secret
}

/** A header as it is written, in its two parts. */
export function asPair(header: string): [string, string] {
  const [name = '', ...value] = header.split(': ')
  return [name, value.join(': ')]
}

/** Nobody, a session of each role of the demo, and a token of its owner for each scope. The owner's session comes last, for it can change most. */
export async function openCallers({ url, signIns }: Pick<E2eInstance, 'url' | 'signIns'>): Promise<Caller[]> {
  const sessions: Caller[] = []
  for (const account of signIns)
    sessions.push({
      name: account.role,
      headers: [`Cookie: ${await signIn(url, account)}`, 'Sec-Fetch-Site: same-origin'],
    })
  const owner = sessions.find(({ name }) => name === 'admin')
  if (!owner) throw new Error('The demo has no admin.')
  const tokens: Caller[] = []
  for (const scope of TokenScope.options)
    tokens.push({
      name: `token-${scope}`,
      headers: [`Authorization: Bearer ${await createToken(url, owner.headers, [scope])}`],
    })
  const others = sessions.filter((session) => session !== owner)
  return [{ name: 'anonymous', headers: ['Sec-Fetch-Site: same-origin'] }, ...others, ...tokens, owner]
}
