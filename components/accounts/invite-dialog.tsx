'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import {
  Button,
  CopyField,
  Dialog,
  DialogForm,
  FormActions,
  SelectField,
  Stack,
  TextField,
  useFormResolver,
} from '@/components/ui'
import { CreateInvitation } from '@/lib/contracts/http/accounts'
import { Role } from '@/lib/domain/accounts'

const Invite = CreateInvitation.omit({ projectId: true })
const BLANK: { email: string; role: Role } = { email: '', role: 'annotator' }

function InviteForm({ onInvited }: { onInvited: (link: string) => void }) {
  const t = useTranslations('accounts')
  const { id: projectId } = useProject()
  const queryClient = useQueryClient()
  const invite = useMutation(orpc.accounts.createInvitation.mutationOptions())
  const form = useForm({ resolver: useFormResolver(Invite), defaultValues: BLANK })
  const { errors } = form.formState
  const submit = form.handleSubmit(async (input) => {
    try {
      const { link } = await invite.mutateAsync({ projectId, ...input })
      await queryClient.invalidateQueries({ queryKey: orpc.accounts.listInvitations.key() })
      onInvited(globalThis.location.origin + link)
    } catch (error) {
      form.setError('email', { message: errorText(error) })
    }
  })
  return (
    <DialogForm state={form.formState} onSubmit={submit} submit={t('people.makeLink')}>
      <TextField label={t('email')} type="email" error={errors.email?.message} {...form.register('email')} />
      <SelectField label={t('people.role')} error={errors.role?.message} {...form.register('role')}>
        {Role.options.map((role) => (
          <option key={role} value={role}>
            {t(`role.${role}`)}: {t(`roleNote.${role}`)}
          </option>
        ))}
      </SelectField>
    </DialogForm>
  )
}

export function InviteDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('accounts')
  const common = useTranslations('common')
  const [link, setLink] = useState<string | null>(null)
  function change(next: boolean) {
    if (!next) setLink(null)
    onOpenChange(next)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t('people.invite')}
      description={link ? t('people.linkNote') : t('people.inviteNote')}
    >
      {link ? (
        <Stack>
          <CopyField label={t('people.link')} value={link} />
          <FormActions>
            <Button onClick={() => setLink(null)}>{t('people.inviteAnother')}</Button>
            <Button variant="primary" onClick={() => change(false)}>
              {common('close')}
            </Button>
          </FormActions>
        </Stack>
      ) : (
        <InviteForm onInvited={setLink} />
      )}
    </Dialog>
  )
}
