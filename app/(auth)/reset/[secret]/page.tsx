import { redirect } from 'next/navigation'

/** Links of earlier versions carry their secret in the path; they work until they expire. */
export default async function EarlierResetPage({ params }: { params: Promise<{ secret: string }> }) {
  redirect(`/reset#${(await params).secret}`)
}
