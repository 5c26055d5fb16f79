import type { Command } from 'commander'
import type { AccountView } from '@/lib/contracts/http/credentials'
import { Email } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { createAccount, createResetLink, endSessionsOf, listAccounts, updateAccount } from '@/lib/services/accounts'
import { printJson } from '../terminal'
import { withInstance, withSystemContext } from '../with-instance'

type Json = { json?: boolean }

function say(line: string): void {
  console.error(line)
}

/** Works as the system on the instance of the data folder, running or not. */
function onInstance<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  return withInstance((instance) => withSystemContext(instance, work), { command: 'user' })
}

async function existingUser(ctx: Context, given: string): Promise<string> {
  const email = Email.parse(given)
  const user = await ctx.db.user.findUnique({ where: { email }, select: { id: true } })
  if (!user) throw new Error(`There is no account with the address ${email}. \`user list\` shows all.`)
  return user.id
}

/** Prints a link with which the person sets a password, once: only the link goes to stdout. */
async function printLink(ctx: Context, userId: string, { json }: Json): Promise<void> {
  const { link, expiresAt } = await createResetLink({ ctx, input: { userId } })
  const url = `${process.env.FRAMEJURY_URL ?? ''}${link}`
  if (json) return printJson({ userId, link: url, expiresAt })
  say(`Open this link to set the password. It works once, until ${expiresAt}:`)
  console.log(url)
}

async function create(email: string, { owner, name, ...json }: Json & { owner?: boolean; name?: string }) {
  await onInstance(async (ctx) => {
    const input = { email, name: name ?? email.split('@')[0] ?? '', isOwner: owner ?? false }
    const made = await createAccount({ ctx, input })
    say(`${made.email} has an account now${owner ? ', as an owner' : ''}.`)
    await printLink(ctx, made.userId, json)
  })
}

async function resetPassword(email: string, json: Json) {
  await onInstance(async (ctx) => {
    const userId = await existingUser(ctx, email)
    const { ended } = await endSessionsOf({ ctx, input: { userId } })
    say(`${ended} ${ended === 1 ? 'session' : 'sessions'} ended. The old password works until a new one is set.`)
    await printLink(ctx, userId, json)
  })
}

async function setState(email: string, state: 'active' | 'disabled') {
  await onInstance(async (ctx) => {
    await updateAccount({ ctx, input: { userId: await existingUser(ctx, email), state } })
    say(state === 'active' ? 'Enabled.' : 'Disabled: signed out everywhere, and tokens are refused.')
  })
}

async function allAccounts(ctx: Context): Promise<AccountView[]> {
  const accounts: AccountView[] = []
  let cursor: string | undefined
  do {
    const page = await listAccounts({ ctx, input: { limit: 100, cursor } })
    accounts.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return accounts
}

async function list({ json }: Json) {
  const accounts = await onInstance(allAccounts)
  if (json) return printJson(accounts)
  const width = Math.max(0, ...accounts.map(({ email }) => email.length))
  for (const { email, name, isOwner, state, lastSeenAt } of accounts) {
    const seen = lastSeenAt ? `seen ${lastSeenAt.slice(0, 10)}` : 'never seen'
    console.log(`${email.padEnd(width)}  ${state.padEnd(8)}  ${isOwner ? 'owner ' : '      '}  ${seen}  ${name}`)
  }
}

/** People of the instance, for its operator. Every change is audited as the system's. */
export function register(program: Command): void {
  const user = program.command('user').description('make, disable and list accounts, and reset passwords')
  const JSON_NOTE = 'print one JSON value on stdout'
  user
    .command('create <email>')
    .description('make an account and print a link with which its person sets a password, once, within a day')
    .option('--owner', 'may create projects and manage all accounts')
    .option('--name <name>', 'the name that others see; default: the address before the @')
    .option('--json', JSON_NOTE)
    .action(create)
  user
    .command('reset-password <email>')
    .description('end all sessions and print a link to set a new password, once, within a day')
    .option('--json', JSON_NOTE)
    .action(resetPassword)
  user
    .command('disable <email>')
    .description('refuse this person: sessions end, tokens stop')
    .action((email: string) => setState(email, 'disabled'))
  user
    .command('enable <email>')
    .description('let a disabled person sign in again')
    .action((email: string) => setState(email, 'active'))
  user.command('list').description('list all accounts, newest first').option('--json', JSON_NOTE).action(list)
}
