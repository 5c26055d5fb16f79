import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { ZodError } from 'zod'
import type { Me, ProjectView } from '@/lib/contracts/http/accounts'
import type { Context } from '@/lib/platform/context'
import { AppError, unauthenticated } from '@/lib/platform/errors'
import { getMe, getProject, isSetUp } from '@/lib/services/accounts'
import { contextOf } from './instance'
import { requestContext } from './session'

// An account never goes away altogether, so a yes is kept for the life of the process.
const holder = globalThis as typeof globalThis & { framejurySetUp?: boolean }

/** Whether there is an account to sign in with. */
export async function hasBeenSetUp(): Promise<boolean> {
  holder.framejurySetUp ||= await isSetUp({ ctx: contextOf({ type: 'anonymous' }), input: undefined })
  return holder.framejurySetUp
}

/** As long as there is no account, every page redirects to the setup page. */
export async function requireSetUp(): Promise<void> {
  if (!(await hasBeenSetUp())) redirect('/setup')
}

/** The signed-in person of this page's request; a stranger is sent to sign in and comes back to this page. */
export const requireUser = cache(async (): Promise<{ ctx: Context; me: Me }> => {
  const requested = await headers()
  try {
    const ctx = await requestContext(requested)
    // Pages read data of many kinds; a token's scopes apply only to the API.
    if (ctx.actor.type === 'token') throw unauthenticated()
    return { ctx, me: await getMe({ ctx, input: undefined }) }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unauthenticated') throw error
  }
  await requireSetUp()
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(requested.get('x-framejury-path') ?? '/')}`)
})

/** The project with this slug; null when there is none or the person has no access to it. */
export const findProject = cache(async (slug: string): Promise<ProjectView | null> => {
  const { ctx } = await requireUser()
  try {
    return await getProject({ ctx, input: { slug } })
  } catch (error) {
    // Where a second factor is required, an admin without one is led to where it is set up.
    if (error instanceof AppError && error.reason === 'second-factor') redirect('/account')
    if (error instanceof ZodError || (error instanceof AppError && error.code === 'not-found')) return null
    throw error
  }
})

/** The project of /p/<slug> and /label/<slug>; the page is not found without one. */
export async function requireProject(slug: string): Promise<{ ctx: Context; me: Me; project: ProjectView }> {
  const { ctx, me } = await requireUser()
  const project = await findProject(slug)
  if (!project) notFound()
  return { ctx, me, project }
}
