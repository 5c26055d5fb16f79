'use client'

import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui'
import { type PickedFile, pickedFromInput } from '../upload/collect-files'

type FileButtonProps = {
  label: string
  onPicked: (files: PickedFile[]) => void
  folder?: boolean
  accept?: string
  variant?: 'primary' | 'plain'
  size?: 'small' | 'base'
}

/** A button that opens the system's chooser of files, or of one folder. */
export function FileButton({ label, onPicked, folder = false, accept, variant, size }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // React knows no such property.
    if (input.current) input.current.webkitdirectory = folder
  }, [folder])
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple={!accept}
        accept={accept}
        aria-label={label}
        onChange={({ currentTarget }) => {
          if (currentTarget.files) onPicked(pickedFromInput(currentTarget.files))
          // So that the same choice made again is a change again.
          currentTarget.value = ''
        }}
      />
      <Button variant={variant} size={size} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  )
}
