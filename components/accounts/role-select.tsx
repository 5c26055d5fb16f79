'use client'

import { useTranslations } from 'use-intl'
import { Select } from '@/components/ui'
import { Role } from '@/lib/domain/accounts'

type RoleSelectProps = { label: string; value: Role; disabled?: boolean; onChange: (role: Role) => void }

export function RoleSelect({ label, value, disabled, onChange }: RoleSelectProps) {
  const t = useTranslations('accounts')
  return (
    <Select
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(Role.parse(event.currentTarget.value))}
    >
      {Role.options.map((role) => (
        <option key={role} value={role}>
          {t(`role.${role}`)}
        </option>
      ))}
    </Select>
  )
}
