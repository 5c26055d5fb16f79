import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { requireSetUp } from '@/app/_server/require-user'
import { requestContext } from '@/app/_server/session'
import { SignInScreen, sameSitePath } from '@/components/accounts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ callbackUrl?: string }> }) {
  const { callbackUrl } = await searchParams
  const target = sameSitePath(typeof callbackUrl === 'string' ? callbackUrl : undefined)
  const { actor } = await requestContext(await headers())
  if (actor.type === 'user') redirect(target)
  await requireSetUp()
  return <SignInScreen target={target} />
}
