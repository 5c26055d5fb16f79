import { randomInt } from 'node:crypto'
import type { Role } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { hashPassword } from '@/lib/platform/secrets'

export type DemoPerson = { id: string; role: Role; email: string; password: string | null }

const PEOPLE = [
  { role: 'admin', email: 'admin@framejury.example', name: 'Ada Admin', signsIn: true },
  { role: 'reviewer', email: 'reviewer@framejury.example', name: 'Rui Reviewer', signsIn: true },
  { role: 'annotator', email: 'annotator@framejury.example', name: 'Ana Annotator', signsIn: true },
  { role: 'annotator', email: 'simulated-1@framejury.example', name: 'Simulated annotator 1', signsIn: false },
  { role: 'annotator', email: 'simulated-2@framejury.example', name: 'Simulated annotator 2', signsIn: false },
] as const

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Four groups of four, easy to type, about 80 bits. */
function createPassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}

/** One person to sign in as per role, and two simulated annotators without a sign-in. */
export async function seedPeople(
  ctx: Context,
  known: readonly { email: string; password: string }[],
): Promise<DemoPerson[]> {
  const people: DemoPerson[] = []
  for (const { role, email, name, signsIn } of PEOPLE) {
    const password = signsIn ? (known.find((entry) => entry.email === email)?.password ?? createPassword()) : null
    const passwordHash = password ? await hashPassword(password) : null
    const { id } = await ctx.db.user.upsert({
      where: { email },
      create: { email, name, passwordHash, isOwner: role === 'admin', createdAt: ctx.now() },
      update: { passwordHash },
    })
    people.push({ id, role, email, password })
  }
  return people
}
