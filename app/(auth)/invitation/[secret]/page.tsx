import { redirect } from 'next/navigation'

/** Links of earlier versions carry their secret in the path; they work until they expire. */
export default async function EarlierInvitationPage({ params }: { params: Promise<{ secret: string }> }) {
  redirect(`/invitation#${(await params).secret}`)
}
