"""The scripts by which bash, zsh and fish complete `offhook`: words of the command line in, text out.

Each finds out first how deep in the commands the cursor is (`path`, like " dnc add"), then whether an option
before it wants a value; what is offered follows from these two. Nothing of Offhook runs while you type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command."""

    names: tuple[str, ...]
    about: str
    takes_value: bool
    choices: tuple[str, ...]
    """The values there are; none: any."""
    files: bool
    """Whether its value is a file or a folder."""


@dataclass(frozen=True, slots=True)
class Level:
    """What may stand behind a command, or behind `offhook` itself."""

    path: tuple[str, ...]
    words: Mapping[str, str]
    """Commands and fixed arguments, each with what it does."""
    options: tuple[Option, ...]
    files: bool
    """Whether it also takes files."""

    @property
    def at(self) -> str:
        """The path as the scripts compare it, with a space before each word."""
        return "".join(f" {word}" for word in self.path)


def bash(levels: Sequence[Level]) -> str:
    """For bash 3.2 and newer. What no word fits is completed as a file (`-o default`)."""
    values, plain, dashed = [], [], []
    for level in levels:
        for option in level.options:
            if option.takes_value:
                names = "|".join(f'"{level.at} {name}"' for name in option.names)
                values.append(f'        {names}) words="{" ".join(option.choices)}" ;;')
        if level.words:
            plain.append(f'            "{level.at}") words="{" ".join(level.words)}" ;;')
        names = " ".join(name for option in level.options for name in option.names)
        dashed.append(f'            "{level.at}") words="{names}" ;;')
    return f"""\
# bash completion for offhook, made by `offhook completion bash`
_offhook() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} path="" words="" i
    # bash cuts --format=md into three words.
    [[ $before == "=" ]] && before=${{COMP_WORDS[COMP_CWORD - 2]}}
    [[ $word == "=" ]] && word=""
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${{COMP_WORDS[i - 1]}}" in {"|".join(_values_at_top(levels))}) continue ;; esac
        case "$path ${{COMP_WORDS[i]}}" in
            {_paths(levels, "|")}) path="$path ${{COMP_WORDS[i]}}" ;;
        esac
    done
    case "$path $before" in
{_lines(values)}
        *) case "$word" in
        -*) case "$path" in
{_lines(dashed)}
            esac ;;
        *) case "$path" in
{_lines(plain)}
            esac ;;
        esac ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F _offhook offhook
"""


def zsh(levels: Sequence[Level]) -> str:
    """For zsh; with what each word does. Over 40 lines: half of them are the script."""
    values, plain, dashed = [], [], []
    for level in levels:
        for option in level.options:
            if option.takes_value:
                names = "|".join(f'"{level.at} {name}"' for name in option.names)
                offer = f"compadd -- {' '.join(option.choices)}" if option.choices else ""
                values.append(f"        {names}) {offer or ('_files' if option.files else ':')} ;;")
        said = [_quoted(f"{word}:{about}") for word, about in level.words.items()]
        files = "; _files" if level.files else ""
        if said or files:
            plain.append(f'            "{level.at}") offered=({" ".join(said)}){files} ;;')
        said = [_quoted(f"{name}:{o.about}") for o in level.options for name in o.names]
        dashed.append(f'            "{level.at}") offered=({" ".join(said)}) ;;')
    return f"""\
#compdef offhook
# zsh completion for offhook, made by `offhook completion zsh`
_offhook() {{
    local word=${{words[CURRENT]}} before=${{words[CURRENT - 1]}} at="" i
    local -a offered
    for ((i = 2; i < CURRENT; i++)); do
        case "${{words[i - 1]}}" in {"|".join(_values_at_top(levels))}) continue ;; esac
        case "$at ${{words[i]}}" in
            {_paths(levels, "|")}) at="$at ${{words[i]}}" ;;
        esac
    done
    case "$at $before" in
{_lines(values)}
        *) case "$word" in
        -*) case "$at" in
{_lines(dashed)}
            esac ;;
        *) case "$at" in
{_lines(plain)}
            esac ;;
        esac
        _describe offhook offered ;;
    esac
}}
if [[ "$funcstack[1]" == _offhook ]]; then _offhook "$@"; else compdef _offhook offhook; fi
"""


def fish(levels: Sequence[Level]) -> str:
    """For fish 3 and newer; with what each word does."""
    offers = []
    for level in levels:
        here = f"complete -c offhook -n '__offhook_at \"{level.at}\"'"
        offers += [
            f"{here} {'' if level.files else '-f '}-a {_fished(word)} -d {_fished(about)}"
            for word, about in level.words.items()
        ]
        if not level.words and not level.files:
            offers.append(f"{here} -f")
        for option in level.options:
            names = " ".join(f"{'-l' if n.startswith('--') else '-s'} {n.lstrip('-')}" for n in option.names)
            value = f" -a {_fished(' '.join(option.choices))}" if option.choices else ""
            takes = ("" if not option.takes_value else " -r" if option.files else " -x") + value
            offers.append(f"{here} {names}{takes} -d {_fished(option.about)}")
    return f"""\
# fish completion for offhook, made by `offhook completion fish`
function __offhook_at
    set -l at ""
    set -l before ""
    for word in (commandline -opc)[2..-1]
        if not contains -- "$before" {" ".join(_values_at_top(levels))}
            contains -- "$at $word" {_paths(levels, " ")}; and set at "$at $word"
        end
        set before "$word"
    end
    test "$at" = "$argv[1]"
end
{_lines(offers)}
"""


def _paths(levels: Sequence[Level], between: str) -> str:
    return between.join(f'"{level.at}"' for level in levels if level.path)


def _values_at_top(levels: Sequence[Level]) -> list[str]:
    """Options before a command whose value might be called like one (`--home demo`)."""
    return [name for option in levels[0].options if option.takes_value for name in option.names]


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fished(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


#: The shells we know, and the script for each.
SHELLS: Mapping[str, Callable[[Sequence[Level]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
