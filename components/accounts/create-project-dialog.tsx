'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorReason, errorText, orpc } from '@/components/query'
import { Dialog, DialogForm, TextArea, TextField, useFormResolver } from '@/components/ui'
import { CreateProject } from '@/lib/contracts/http/accounts'

/** A slug from a name: "Dance, round 3" → "dance-round-3". */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
}

type CreateProjectDialogProps = { open: boolean; onOpenChange: (open: boolean) => void }

function CreateProjectForm() {
  const t = useTranslations('accounts')
  const router = useRouter()
  const queryClient = useQueryClient()
  const create = useMutation(orpc.accounts.createProject.mutationOptions())
  const form = useForm({
    resolver: useFormResolver(CreateProject),
    defaultValues: { name: '', slug: '', description: '' },
  })
  const { errors, dirtyFields } = form.formState
  const submit = form.handleSubmit(async (input) => {
    try {
      const { slug } = await create.mutateAsync(input)
      await queryClient.invalidateQueries({ queryKey: orpc.accounts.me.key() })
      router.push(`/p/${slug}`)
    } catch (error) {
      form.setError(errorReason(error) === 'slug-taken' ? 'slug' : 'root', { message: errorText(error) })
    }
  })
  return (
    <DialogForm state={form.formState} onSubmit={submit} submit={t('projects.create')}>
      <TextField
        label={t('projects.name')}
        error={errors.name?.message}
        {...form.register('name', {
          onChange: ({ target }) => {
            if (!dirtyFields.slug) form.setValue('slug', slugOf(target.value))
          },
        })}
      />
      <TextField
        label={t('projects.slug')}
        hint={t('projects.slugHint')}
        error={errors.slug?.message}
        {...form.register('slug')}
      />
      <TextArea
        label={t('projects.description')}
        error={errors.description?.message}
        {...form.register('description')}
      />
    </DialogForm>
  )
}

export function CreateProjectDialog({ open, onOpenChange }: CreateProjectDialogProps) {
  const t = useTranslations('accounts')
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('projects.create')} description={t('projects.createNote')}>
      <CreateProjectForm />
    </Dialog>
  )
}
