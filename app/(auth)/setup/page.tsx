import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { hasBeenSetUp } from '@/app/_server/require-user'
import { SetupScreen } from '@/components/accounts'

export const metadata: Metadata = { title: 'Set up' }

export default async function SetupPage() {
  await connection()
  if (await hasBeenSetUp()) redirect('/sign-in')
  return <SetupScreen />
}
