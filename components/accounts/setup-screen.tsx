'use client'

import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { z } from 'zod'
import { errorReason, errorText, orpc } from '@/components/query'
import { TextField, useFormResolver } from '@/components/ui'
import { SetUp } from '@/lib/contracts/http/credentials'
import { Slug } from '@/lib/domain/accounts'
import { AuthForm, AuthFrame } from './auth-frame'
import { slugOf } from './create-project-dialog'
import { signInWithPassword } from './sign-in'

const Form = SetUp.extend({ project: z.string().trim().max(120) })

function slugFor(project: string): string {
  return Slug.safeParse(slugOf(project)).data ?? 'first-project'
}

/** Makes the first account, signs in with it, and makes a first project where one is named. */
function SetupForm() {
  const t = useTranslations('accounts')
  const form = useForm({ resolver: useFormResolver(Form) })
  const setUp = useMutation(orpc.accounts.setUp.mutationOptions())
  const createProject = useMutation(orpc.accounts.createProject.mutationOptions())
  const { errors } = form.formState

  /** @returns where to continue: to the projects if there is none yet, where it can be made with other values */
  async function firstProject(name: string): Promise<string> {
    if (name === '') return '/'
    return createProject.mutateAsync({ name, slug: slugFor(name) }).then(
      ({ slug }) => `/p/${slug}`,
      () => '/',
    )
  }
  const submit = form.handleSubmit(async ({ project, ...account }) => {
    try {
      const { email } = await setUp.mutateAsync(account)
      const signedIn = await signInWithPassword(email, account.password)
      globalThis.location.assign(signedIn === 'ok' ? await firstProject(project) : '/sign-in')
    } catch (error) {
      form.setError(errorReason(error)?.startsWith('code') ? 'code' : 'root', { message: errorText(error) })
    }
  })
  return (
    <AuthForm state={form.formState} onSubmit={submit} submit={t('setup.submit')}>
      <TextField
        label={t('setup.code')}
        hint={t('setup.codeHint')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        autoFocus
        error={errors.code?.message}
        {...form.register('code')}
      />
      <TextField label={t('name')} autoComplete="name" error={errors.name?.message} {...form.register('name')} />
      <TextField
        label={t('email')}
        type="email"
        autoComplete="username"
        error={errors.email?.message}
        {...form.register('email')}
      />
      <TextField
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        hint={t('setup.passwordHint')}
        error={errors.password?.message}
        {...form.register('password')}
      />
      <TextField
        label={t('setup.project')}
        hint={t('setup.projectHint')}
        error={errors.project?.message}
        {...form.register('project')}
      />
    </AuthForm>
  )
}

/** The page of an installation without an account. */
export function SetupScreen() {
  const t = useTranslations('accounts.setup')
  return (
    <AuthFrame title={t('title')} note={t('note')}>
      <SetupForm />
    </AuthFrame>
  )
}
