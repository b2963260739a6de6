#!/bin/sh
# Resolve every dependency in a fresh environment and pin what came out.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --upgrade 'pip>=25.1'
"$work/venv/bin/python" -m pip install --quiet --group dev '.[openai,anthropic,ollama]'
{
    echo "# Written by 'make lock'; do not edit. Python 3.11 to 3.13, CPU."
    "$work/venv/bin/python" -m pip freeze --exclude-editable --exclude deal-assistant | sed 's/+cpu$//' | grep -v ' @ '
} >constraints.txt
